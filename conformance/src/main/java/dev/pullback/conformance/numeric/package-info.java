/** The numeric contract: how near to the exact result each op must be, and the numbers to test with. */
package dev.pullback.conformance.numeric;

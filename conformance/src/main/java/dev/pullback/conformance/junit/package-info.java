/** The kit as JUnit tests, for the test sources of a backend. */
package dev.pullback.conformance.junit;

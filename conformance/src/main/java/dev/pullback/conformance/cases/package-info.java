/** The list of cases: what is computed, on which numbers, within which limit. */
package dev.pullback.conformance.cases;

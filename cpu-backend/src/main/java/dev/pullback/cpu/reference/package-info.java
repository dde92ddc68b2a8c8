/** The backend that says what every op means: op by op, plain loops, float64 inside. */
package dev.pullback.cpu.reference;

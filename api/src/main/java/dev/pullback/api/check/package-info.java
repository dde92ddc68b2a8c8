/** Derivatives held against differences of the function's own values: {@code GradientCheck} and its report. */
package dev.pullback.api.check;

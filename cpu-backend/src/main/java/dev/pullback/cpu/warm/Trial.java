package dev.pullback.cpu.warm;

/**
 * Vector code and its plain twin on the same small made-up data. The data should lead through the branches that the work takes:
 * code that the compiler never saw used is left out of what it makes, and meeting it later means to compile again.
 *
 * @param vector runs the vector code once; some microseconds of work
 * @param plain runs the twin once
 */
public record Trial(Runnable vector, Runnable plain) {}

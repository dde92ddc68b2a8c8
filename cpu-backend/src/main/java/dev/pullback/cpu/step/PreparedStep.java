package dev.pullback.cpu.step;

/**
 * A step of a plan with everything resolved but where inputs and outputs are: those are bound to their {@link Place}s before
 * it runs. Running allocates nothing once it is warm. One thread at a time runs the steps of a plan.
 */
@FunctionalInterface
public interface PreparedStep {

    void run();
}

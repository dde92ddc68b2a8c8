package dev.pullback.cpu;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;

/** A program of its own that trains some hundred steps and prints what came of it now and then. */
final class Training {

    private static final int REPORTS = 8;
    private static final int STEPS = 40;

    private Training() {}

    public static void main(String[] arguments) {
        try (Backend cpu = Backends.open("cpu")) {
            StepBuffers step = StepBuffers.of(cpu, 50, 70, 130, 65, 10);
            for (int i = 0; i < REPORTS; i++) {
                step.run(STEPS);
                System.out.println("loss and parameters " + step.state());
            }
        }
    }
}

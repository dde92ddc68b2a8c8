package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.conformance.numeric.Values;
import java.util.List;

/** A program of the backend inside, whose runs are noted and examined. */
final class ShadowedProgram implements Executable {

    private final Shadow shadow;
    private final Executable program;
    private final Examination examination;

    ShadowedProgram(Shadow shadow, Executable program, Examination examination) {
        this.shadow = shadow;
        this.program = program;
        this.examination = examination;
    }

    /** Inputs are read before the run, for it may overwrite those that are donated. */
    @Override
    public void run(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
        // What is missing the program itself refuses.
        List<Values> given = inputs.contains(null) ? List.of() : read(inputs);
        program.run(inputs, outputs);
        shadow.report(examination.of(given, read(outputs)));
    }

    private static List<Values> read(List<? extends Buffer> buffers) {
        return buffers.stream().map(FreshRun::read).toList();
    }

    @Override
    public List<String> describe() {
        return program.describe();
    }

    @Override
    public void close() {
        examination.close();
        program.close();
    }
}

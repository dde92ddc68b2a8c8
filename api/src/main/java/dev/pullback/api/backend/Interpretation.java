package dev.pullback.api.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A script and the backend that runs it. */
final class Interpretation<B extends OwnedBuffer> implements Executable {

    private final InterpretedBackend<B> backend;
    private final RunContract<B> contract;
    private final Script<B> script;
    private final Optional<ProfileRecorder> recorder;

    Interpretation(
            InterpretedBackend<B> backend,
            RunContract<B> contract,
            Script<B> script,
            Optional<ProfileRecorder> recorder) {
        this.backend = backend;
        this.contract = contract;
        this.script = script;
        this.recorder = recorder;
    }

    @Override
    public synchronized void run(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
        RunContract.Arguments<B> arguments = contract.check(inputs, outputs);
        List<B> values = new ArrayList<>(arguments.inputs());
        List<B> own = new ArrayList<>(Collections.nCopies(script.values(), null));
        try {
            for (Script.Line<B> line : script.lines()) {
                B result;
                if (line.output() == Script.NO_OUTPUT) {
                    result = backend.allocate(line.type());
                    own.set(line.result(), result);
                } else {
                    result = arguments.outputs().get(line.output());
                }
                run(line, line.operands().stream().map(values::get).toList(), result);
                values.add(result);
                line.dying().forEach(value -> close(own.set(value, null)));
            }
        } finally {
            own.stream().filter(Objects::nonNull).forEach(Buffer::close);
        }
    }

    private void run(Script.Line<B> line, List<B> operands, B result) {
        if (recorder.isEmpty()) {
            line.kernel().run(operands, result);
            return;
        }
        long start = System.nanoTime();
        line.kernel().run(operands, result);
        recorder.get().record(line.label(), System.nanoTime() - start);
    }

    private static void close(Buffer buffer) {
        if (buffer != null) {
            buffer.close();
        }
    }

    @Override
    public List<String> describe() {
        return script.lines().stream()
                .map(line -> "%s -> %s".formatted(line.label(), line.type()))
                .toList();
    }

    @Override
    public void close() {
        contract.close();
    }
}

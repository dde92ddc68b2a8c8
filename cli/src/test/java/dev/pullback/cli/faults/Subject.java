package dev.pullback.cli.faults;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.conformance.decorator.Counts;
import dev.pullback.conformance.decorator.Fault;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A device, open for the whole campaign, and what each piece of work does on it when nothing fails. */
final class Subject implements AutoCloseable {

    private final Backend device;
    private final Path file;
    private final Map<Task, Faultless> faultless = new HashMap<>();

    /** Some work through some decorators. */
    record Task(Work work, Wrapping wrapping) {}

    /** Its result, and the calls it takes. */
    record Faultless(String result, Counts calls) {}

    Subject(String backend, Path file) {
        this.device = Backends.open(backend);
        this.file = file;
    }

    Backend device() {
        return device;
    }

    Faultless faultless(Task task) {
        return faultless.computeIfAbsent(task, this::measure);
    }

    private Faultless measure(Task task) {
        Wrapping.Wrapped wrapped = task.wrapping().around(device);
        String result = task.work().run(wrapped.outermost(), file);
        wrapped.outermost().close();
        return new Faultless(result, wrapped.counting().counts());
    }

    /** A fault at a call that the task is sure to come to. */
    Fault drawn(Task task, SplittableRandom random) {
        Counts calls = faultless(task).calls();
        long transfers = calls.writes() + calls.reads();
        long all = calls.allocated() + calls.compiled() + calls.runs() + transfers;
        Fault.Moment moment = random.nextBoolean() ? Fault.Moment.BEFORE : Fault.Moment.AFTER;
        return switch (random.nextInt(6)) {
            case 0 -> new Fault.AllocationFails(position(calls.allocated(), random), moment);
            case 1 -> new Fault.CompileFails(position(calls.compiled(), random), moment);
            case 2 -> new Fault.CompileFindsNoRoom(position(calls.compiled(), random), moment);
            case 3 -> new Fault.LaunchFails(position(calls.runs(), random), moment);
            case 4 -> new Fault.TransferFails(position(transfers, random), moment);
            default -> new Fault.DeviceLost(position(all, random), moment);
        };
    }

    private static int position(long calls, SplittableRandom random) {
        return random.nextInt(1, Math.toIntExact(calls) + 1);
    }

    @Override
    public void close() {
        device.close();
    }
}

package dev.pullback.conformance.decorator;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.Profile;
import dev.pullback.api.error.DeviceException;
import dev.pullback.api.error.DeviceLostException;
import dev.pullback.api.error.KernelCompilationException;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Fails where it is told to, as full and broken devices do, so that a program can be tried on failures that are rare.
 *
 * <pre>{@code
 * try (var backend = new FaultInjecting(Backends.open(), new Fault.AllocationFails(17))) {
 *     assertThrows(OutOfDeviceMemoryException.class, () -> train(backend));
 *     assertTrue(backend.armed().isEmpty());    // else there were fewer than 17 allocations
 *     train(backend);                           // works: the fault has passed
 * }
 * }</pre>
 *
 * Every message says that the fault was planned. Closing never fails.
 */
public final class FaultInjecting extends DecoratedBackend {

    private static final long UNKNOWN = -1;

    private final FaultPlan plan;

    /** @param faults each comes once; of two that are due at one call the first does, and the other not at all */
    public FaultInjecting(Backend inside, Fault... faults) {
        super(inside);
        this.plan = new FaultPlan(List.of(faults));
    }

    /** The faults that are still to come. */
    public List<Fault> armed() {
        return plan.armed();
    }

    /** The faults that came, in this order. */
    public List<Fault> fired() {
        return plan.fired();
    }

    @Override
    protected Buffer allocateInside(TensorType type) {
        var attempt = new Attempt(FaultPlan.Call.ALLOCATE, "an allocation of type " + type, type.bytes());
        return call(attempt, () -> super.allocateInside(type), Buffer::close);
    }

    @Override
    protected Executable compileInside(Graph graph) {
        String what =
                "the compilation of a graph of %d ops".formatted(graph.nodes().size());
        return call(
                new Attempt(FaultPlan.Call.COMPILE, what, UNKNOWN),
                () -> super.compileInside(graph),
                Executable::close);
    }

    @Override
    protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
        run(FaultPlan.Call.RUN, "a launch", () -> super.runInside(graph, program, inputs, outputs));
    }

    @Override
    protected void writeInside(Buffer buffer, MemorySegment source) {
        String what = "a write to a buffer of type " + buffer.type();
        run(FaultPlan.Call.TRANSFER, what, () -> super.writeInside(buffer, source));
    }

    @Override
    protected void readInside(Buffer buffer, MemorySegment target) {
        String what = "a read of a buffer of type " + buffer.type();
        run(FaultPlan.Call.TRANSFER, what, () -> super.readInside(buffer, target));
    }

    @Override
    protected void synchronizeInside() {
        run(FaultPlan.Call.OTHER, "a wait", super::synchronizeInside);
    }

    @Override
    public Profile profile() {
        return call(new Attempt(FaultPlan.Call.OTHER, "a look at the profile", UNKNOWN), super::profile, none -> {});
    }

    @Override
    public void resetProfile() {
        run(FaultPlan.Call.OTHER, "a new profile", super::resetProfile);
    }

    /** Closes what is inside; from then on that says what is wrong with a call. */
    @Override
    public void close() {
        plan.end();
        super.close();
    }

    /** What was tried when the fault came; bytes is what was asked for, or {@link #UNKNOWN}. */
    private record Attempt(FaultPlan.Call call, String what, long bytes) {}

    private void run(FaultPlan.Call call, String what, Runnable inside) {
        Supplier<Boolean> done = () -> {
            inside.run();
            return true;
        };
        call(new Attempt(call, what, UNKNOWN), done, none -> {});
    }

    private <T> T call(Attempt attempt, Supplier<T> inside, Consumer<T> undo) {
        FaultPlan.Due due = plan.next(attempt.call());
        if (due.isNow(Fault.Moment.BEFORE)) {
            throw failure(due.fault(), attempt);
        }
        T result = inside.get();
        if (due.isNow(Fault.Moment.AFTER)) {
            undo.accept(result);
            throw failure(due.fault(), attempt);
        }
        return result;
    }

    private DeviceException failure(Fault fault, Attempt attempt) {
        String device = "%s (planned fault: %s)".formatted(this, fault);
        return switch (fault) {
            case Fault.AllocationFails _, Fault.CompileFindsNoRoom _ ->
                new OutOfDeviceMemoryException(
                        device, attempt.bytes(), inside().memory().bytes(), UNKNOWN, null);
            case Fault.CompileFails _ ->
                new KernelCompilationException(
                        "of a program", device, "Planned: there is nothing wrong with it.", attempt.what(), null);
            case Fault.LaunchFails _, Fault.TransferFails _ ->
                new DeviceException("%s refused %s".formatted(device, attempt.what()));
            case Fault.DeviceLost _ ->
                new DeviceLostException(
                        "%s stopped working at %s. Everything stored on it is lost; close the backend and open it anew."
                                .formatted(device, attempt.what()));
        };
    }
}

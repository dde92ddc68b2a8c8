package dev.pullback.cpu;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.backend.Profile;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.cpu.step.Emitter;
import dev.pullback.cpu.step.Places;
import dev.pullback.cpu.threads.ThreadPool;
import dev.pullback.cpu.warm.WarmUp;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.function.LongFunction;

/** Runs plans on this machine's processor. Its threads, its memory and its counts are its own. */
class CpuBackend extends Backend {

    private final CpuOptions options;
    private final Device device;
    private final OffHeapMemory memory;
    private final ThreadPool pool;
    private final StepCounters counters = new StepCounters();
    private final Lifetime lifetime = new Lifetime(this::free);

    CpuBackend(CpuOptions options) {
        this(options, CpuDevice.describe(options.threads()));
    }

    /** @param device its memory is the limit of what may be in use */
    CpuBackend(CpuOptions options, Device device) {
        this.options = options;
        this.device = device;
        this.memory = new OffHeapMemory(device.name(), device.memoryBytes(), options.guarded());
        this.pool = new ThreadPool(options.threads());
        WarmUp.OF_THIS_JVM.begin();
    }

    @Override
    public String id() {
        return CpuProvider.ID;
    }

    @Override
    public Device device() {
        List<String> slow = WarmUp.OF_THIS_JVM.slow();
        return slow.isEmpty()
                ? device
                : new Device(
                        device.id(),
                        device.name(),
                        device.kind(),
                        device.memoryBytes(),
                        device.details() + "; slow: " + String.join(", ", slow));
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(EnumSet.allOf(DType.class), true, true, true, memory.limitBytes());
    }

    @Override
    public Executable compile(Graph graph) {
        enter();
        try {
            return new CpuExecutable(this, graph, Plan.of(graph, options.fusion()));
        } finally {
            leave();
        }
    }

    @Override
    public Buffer allocate(TensorType type) {
        enter();
        try {
            return new CpuBuffer(this, type, memory.allocate(type.bytes()));
        } finally {
            leave();
        }
    }

    /** Nothing to wait for: a run returns when its work is done. */
    @Override
    public void synchronize() {
        enter();
        leave();
    }

    @Override
    public MemoryUse memory() {
        return memory.use();
    }

    @Override
    public Profile profile() {
        return counters.profile();
    }

    @Override
    public void resetProfile() {
        counters.reset();
    }

    /** Lets runs in progress finish, then frees all memory and ends the threads. */
    @Override
    public void close() {
        closeEager();
        lifetime.close();
    }

    /**
     * Keeps the backend from being taken apart until {@link #leave}.
     *
     * @throws ClosedException if it is closed
     */
    void enter() {
        if (!lifetime.enter()) {
            throw new ClosedException("Backend '%s' was closed; open another".formatted(id()));
        }
    }

    void leave() {
        lifetime.leave();
    }

    boolean isClosed() {
        return lifetime.isClosed();
    }

    OffHeapMemory offHeapMemory() {
        return memory;
    }

    /** What prepares the steps of a plan. */
    Emitter emitter(Places places, LongFunction<MemorySegment> scratch) {
        return new Emitter(places, pool(), scratch);
    }

    ThreadPool pool() {
        return pool;
    }

    boolean guarded() {
        return options.guarded();
    }

    /** Where steps are counted, or null if nobody asked for it. */
    StepCounters counters() {
        return options.profile() ? counters : null;
    }

    private void free() {
        WarmUp.OF_THIS_JVM.end();
        pool.close();
        memory.freeAll();
    }
}

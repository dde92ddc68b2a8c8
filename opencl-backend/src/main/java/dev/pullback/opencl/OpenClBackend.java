package dev.pullback.opencl;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.backend.Profile;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.device.FloatingPoint;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.runtime.ClSession;
import dev.pullback.opencl.step.KernelFamily;
import java.util.EnumSet;
import java.util.Set;

/** Computes on one OpenCL device; every kernel runs there. */
final class OpenClBackend extends Backend {

    private final ClSession session;
    private final KernelFamily family;
    private final boolean fusion;
    private final boolean guarded;

    OpenClBackend(ClDriver driver, ClDevice device, BackendOptions options) {
        this.family = KernelFamily.choose(device, options);
        this.fusion = options.fusion();
        this.guarded = options.guarded();
        this.session = new ClSession(driver, device, options.profile(), guarded);
    }

    @Override
    public String id() {
        return "opencl";
    }

    @Override
    public Device device() {
        return OpenClProvider.describe(session.device());
    }

    @Override
    public Capabilities capabilities() {
        FloatingPoint floatingPoint = session.device().floatingPoint();
        Set<DType> dtypes = EnumSet.allOf(DType.class);
        if (!floatingPoint.doublePrecision()) {
            dtypes.remove(DType.FLOAT64);
        }
        return new Capabilities(
                dtypes,
                floatingPoint.denormals(),
                true,
                true,
                session.device().limits().maxAllocationBytes());
    }

    @Override
    public Executable compile(Graph graph) {
        session.requireOpen();
        DoublePrecision.require(session.device(), graph);
        return new OpenClExecutable(this, session, family, graph, Plan.of(graph, fusion));
    }

    @Override
    public Buffer allocate(TensorType type) {
        return new OpenClBuffer(this, session, type);
    }

    @Override
    public void synchronize() {
        session.finish();
    }

    @Override
    public MemoryUse memory() {
        return new MemoryUse(session.pool().liveCount(), session.pool().liveBytes());
    }

    @Override
    public Profile profile() {
        return session.call(() -> session.profiler().snapshot());
    }

    @Override
    public void resetProfile() {
        session.run(() -> session.profiler().reset());
    }

    boolean guarded() {
        return guarded;
    }

    /** Gives idle device memory back to the driver. */
    void trim() {
        session.run(session.pool()::trim);
    }

    /** Programs compiled so far. */
    int compiledPrograms() {
        return session.programs().count();
    }

    @Override
    public void close() {
        closeEager();
        session.close();
    }
}

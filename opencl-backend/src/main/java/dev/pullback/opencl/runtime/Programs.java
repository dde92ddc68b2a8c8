package dev.pullback.opencl.runtime;

import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.OwnedHandle;
import java.util.HashMap;
import java.util.Map;

/** Compiled programs, each built once per source and session. */
public final class Programs {

    /**
     * Nothing that changes results: no fast math, correctly rounded division where the device offers it. {@code CL1.2} is
     * what every device of the last decade understands.
     */
    private static final String STANDARD = "-cl-std=CL1.2";

    private final ClSession session;
    private final Map<String, OwnedHandle> built = new HashMap<>();

    Programs(ClSession session) {
        this.session = session;
    }

    /**
     * A kernel object of its own, whose arguments nobody else sets.
     *
     * @throws dev.pullback.api.error.KernelCompilationException if the device's compiler refuses the source
     */
    public OwnedHandle kernel(String source, String name) {
        return session.call(() -> {
            OwnedHandle program = built.get(source);
            if (program == null) {
                program = session.owned(
                        HandleKind.PROGRAM,
                        session.driver()
                                .buildProgram(
                                        session.context(), session.device().handle(), source, STANDARD));
                built.put(source, program);
            }
            return session.owned(HandleKind.KERNEL, session.driver().createKernel(program.get(), name));
        });
    }

    /** How many programs this session has compiled. */
    public int count() {
        synchronized (session) {
            return built.size();
        }
    }

    void close() {
        built.values().forEach(OwnedHandle::close);
        built.clear();
    }
}

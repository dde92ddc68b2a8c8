package dev.pullback.opencl.runtime;

import dev.pullback.api.error.KernelCompilationException;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.ClBuildException;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.OwnedHandle;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Compiled programs, each built once per source and session, and the kernels made from them. */
public final class Programs {

    /** What every device of the last decade understands, and nothing that trades exactness for speed. */
    private static final String STANDARD = "-cl-std=CL1.2";

    private static final String EXACT_DIVISION = " -cl-fp32-correctly-rounded-divide-sqrt";

    private final ClSession session;
    private final String options;
    private final Map<String, OwnedHandle> built = new HashMap<>();
    private final Set<OwnedHandle> kernels = Collections.newSetFromMap(new IdentityHashMap<>());

    /** So often a program is compiled whose compiler loses its own files. */
    private static final int ATTEMPTS = 5;

    Programs(ClSession session) {
        this.session = session;
        this.options = options(session.device());
    }

    /** What a device's compiler is told with every program. */
    public static String options(ClDevice device) {
        return STANDARD + (device.floatingPoint().exactDivision() ? EXACT_DIVISION : "");
    }

    /**
     * A kernel object of its own, whose arguments nobody else sets. To be given back with {@link #release}.
     *
     * @param label what it computes, for error messages
     * @throws KernelCompilationException if the device's compiler refuses the source
     */
    public OwnedHandle kernel(String source, String name, String label) {
        return session.call(() -> {
            OwnedHandle program = built.get(source);
            if (program == null) {
                program = build(source, "%s of step %s (options %s)".formatted(name, label, options));
                built.put(source, program);
            }
            OwnedHandle kernel =
                    session.owned(HandleKind.KERNEL, session.driver().createKernel(program.get(), name));
            kernels.add(kernel);
            return kernel;
        });
    }

    private OwnedHandle build(String source, String what) {
        for (int attempt = 1; ; attempt++) {
            try {
                long device = session.device().handle();
                long program = session.driver().buildProgram(session.context(), device, source, options);
                return session.owned(HandleKind.PROGRAM, program);
            } catch (ClBuildException failure) {
                if (attempt == ATTEMPTS || !lostItsFile(failure)) {
                    throw new KernelCompilationException(what, session.device().name(), failure.log(), source, failure);
                }
            }
        }
    }

    /**
     * PoCL's compiler removes its temporary files when a signal comes, and Java uses one (SIGSEGV, for safepoints and for null
     * checks that cost nothing) in passing: about one program of a thousand is lost in this way, through no fault of its own,
     * unless the JVM was started with libjsig.
     */
    private static boolean lostItsFile(ClBuildException failure) {
        return failure.log().contains("unable to rename temporary");
    }

    /** Gives a kernel back; harmless after the session was closed. */
    public void release(OwnedHandle kernel) {
        synchronized (session) {
            if (kernels.remove(kernel)) {
                session.release(kernel);
            }
        }
    }

    /** How many programs this session has compiled. */
    public int count() {
        synchronized (session) {
            return built.size();
        }
    }

    void close() {
        kernels.forEach(session::release);
        kernels.clear();
        built.values().forEach(session::release);
        built.clear();
    }
}

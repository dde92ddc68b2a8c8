package dev.pullback.opencl.driver;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Opens the OpenCL bindings of this process: each once, and only when it is asked for. */
public final class ClDrivers {

    /** The fast binding, and the default. */
    public static final String LWJGL = "lwjgl";

    public static final String JOCL = "jocl";

    public static final List<String> BINDINGS = List.of(LWJGL, JOCL);

    private static final Map<String, ClDriver> OPEN = new HashMap<>();

    /** A binding that failed to start fails for good, and only its first failure says why. */
    private static final Map<String, ClBindingException> FAILED = new HashMap<>();

    private ClDrivers() {}

    /**
     * The driver over a binding. A machine without any OpenCL platform still has one; its list of platforms is empty.
     *
     * @param binding {@code "lwjgl"} or {@code "jocl"}
     * @throws ClBindingException if its jar, its native part or the OpenCL library is missing
     */
    public static synchronized ClDriver open(String binding) {
        String name = binding.toLowerCase(Locale.ROOT);
        ClBindingException failed = FAILED.get(name);
        if (failed != null) {
            throw new ClBindingException(name, failed.reason(), failed.hint(), failed);
        }
        ClDriver driver = OPEN.get(name);
        if (driver == null) {
            try {
                driver = start(name);
            } catch (ClBindingException e) {
                FAILED.put(name, e);
                throw e;
            }
            OPEN.put(name, driver);
        }
        return driver;
    }

    private static ClDriver start(String name) {
        // The lambdas keep each binding's classes unloaded until its own turn comes.
        Supplier<ClDriver> constructor = switch (name) {
            case LWJGL -> () -> new LwjglDriver(OpenClLibrary.name());
            case JOCL -> () -> new JoclDriver();
            default -> throw new ClBindingException(name, "there is no such binding", "use one of " + BINDINGS, null);
        };
        NativeBootstrap.prepare(name);
        OpenClLibrary.load(name);
        try {
            return constructor.get();
        } catch (IllegalCallerException e) {
            throw NativeBootstrap.nativeAccessDenied(name, e);
        } catch (LinkageError e) {
            throw unusable(name, e);
        }
    }

    private static ClBindingException unusable(String name, LinkageError e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClassNotFoundException) {
            return new ClBindingException(
                    name,
                    "its classes are missing (" + firstLine(cause) + ")",
                    "put " + jars(name) + " on the class path; on the module path also add --add-modules "
                            + modules(name),
                    e);
        }
        return new ClBindingException(
                name,
                "its native part cannot be loaded (" + firstLine(cause) + ")",
                "the jar with the natives of this platform must be on the path (" + jars(name)
                        + "; on the module path with --add-modules " + modules(name)
                        + "), native access enabled, and java.io.tmpdir writable",
                e);
    }

    private static String jars(String name) {
        return name.equals(LWJGL)
                ? "org.lwjgl:lwjgl, org.lwjgl:lwjgl-opencl and the natives of org.lwjgl:lwjgl"
                : "org.jocl:jocl";
    }

    private static String modules(String name) {
        return name.equals(LWJGL) ? "org.lwjgl.opencl,org.lwjgl.natives" : "jocl";
    }

    private static String firstLine(Throwable cause) {
        return cause.toString().lines().findFirst().orElse("").strip();
    }
}

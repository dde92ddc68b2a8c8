package dev.pullback.opencl.oclgrind;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.HandleKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A real driver that remembers what was launched through it, and makes buffers as short as they may be: the backend's pool
 * rounds sizes up, and an access to what it adds would go unnoticed. Buffers are never released: Oclgrind 21.10 gives a new
 * one the number of an old one, and takes what it knew about the old one's contents for the new one's. Nor is there more than
 * one context: each begins Oclgrind's log anew.
 */
final class RecordingDriver {

    private static final Set<HandleKind> KEPT = Set.of(HandleKind.BUFFER, HandleKind.CONTEXT);

    private final ClDriver real;
    private final ClDriver driver = (ClDriver) Proxy.newProxyInstance(
            RecordingDriver.class.getClassLoader(), new Class<?>[] {ClDriver.class}, this::invoke);
    private final Map<Long, String> sources = new HashMap<>();
    private final Map<Long, Kernel> kernels = new HashMap<>();
    private final Map<Kernel, Integer> launches = new HashMap<>();
    private long mostBytes = Long.MAX_VALUE;
    private long context;

    private record Kernel(String name, String source) {}

    RecordingDriver(ClDriver real) {
        this.real = real;
    }

    /** What to use instead of the real one. */
    ClDriver driver() {
        return driver;
    }

    /** Buffers that are made meanwhile have at most this size, whatever is asked for. */
    <T> T withBuffersOf(long bytes, Supplier<T> code) {
        mostBytes = Math.max(1, bytes);
        try {
            return code.get();
        } finally {
            mostBytes = Long.MAX_VALUE;
        }
    }

    /** How often each kernel function was launched. */
    Map<String, Integer> launches() {
        Map<String, Integer> byName = new TreeMap<>();
        launches.forEach((kernel, count) -> byName.merge(kernel.name, count, Integer::sum));
        return byName;
    }

    /** The texts of the programs of which something was launched. */
    Collection<String> launchedSources() {
        return launches.keySet().stream().map(Kernel::source).distinct().toList();
    }

    private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("createBuffer")) {
            arguments[2] = Math.min((long) arguments[2], mostBytes);
        }
        if (method.getName().equals("createContext") && context != 0) {
            return context;
        }
        if (method.getName().equals("release") && KEPT.contains(arguments[0])) {
            return null;
        }
        Object result;
        try {
            result = method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
        switch (method.getName()) {
            case "createContext" -> context = (long) result;
            case "buildProgram" -> sources.put((Long) result, (String) arguments[2]);
            case "createKernel" ->
                kernels.put((Long) result, new Kernel((String) arguments[1], sources.get((Long) arguments[0])));
            case "enqueueNDRange" -> launches.merge(kernels.get((Long) arguments[1]), 1, Integer::sum);
            default -> {
                // nothing to remember
            }
        }
        return result;
    }
}

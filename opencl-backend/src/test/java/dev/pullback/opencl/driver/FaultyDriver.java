package dev.pullback.opencl.driver;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** A real driver that counts its calls and fails where it is told to, as full and broken devices do. */
public final class FaultyDriver {

    private final ClDriver real = ClDrivers.open(ClDrivers.LWJGL);
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Deque<Integer>> failures = new HashMap<>();
    private final ClDriver driver = (ClDriver)
            Proxy.newProxyInstance(FaultyDriver.class.getClassLoader(), new Class<?>[] {ClDriver.class}, this::invoke);

    /** What to use instead of the real one. */
    public ClDriver driver() {
        return driver;
    }

    /** The next calls of a method fail with these statuses, one each. */
    public FaultyDriver failing(String method, int... statuses) {
        for (int status : statuses) {
            failures.computeIfAbsent(method, none -> new ArrayDeque<>()).add(status);
        }
        return this;
    }

    /** How often a method was called so far. */
    public int calls(String method) {
        return calls.getOrDefault(method, 0);
    }

    private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        calls.merge(method.getName(), 1, Integer::sum);
        Deque<Integer> planned = failures.get(method.getName());
        if (planned != null && !planned.isEmpty()) {
            throw new ClException(method.getName(), planned.poll(), "planned by the test");
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}

package dev.pullback.opencl.driver;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real driver that counts its calls and fails where it is told to, as full and broken devices do. */
public final class FaultyDriver {

    /** They ask nothing of a device. */
    private static final Set<String> ALWAYS_ANSWERED =
            Set.of("binding", "release", "releaseEvent", "liveCount", "platforms", "devices", "platformInfo");

    private final ClDriver real = ClDrivers.open(ClDrivers.LWJGL);
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Deque<Integer>> failures = new HashMap<>();
    private final List<Planned> planned = new ArrayList<>();
    private int answered;
    private boolean failed;
    private int lostFrom = Integer.MAX_VALUE;
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

    /** A failure at one call, counted from the first on. */
    private record Planned(String method, int call, ClException failure) {}

    /** The n-th call of a method from now on fails, the next being the first; others may fail as well. */
    public FaultyDriver failingAt(String method, int nth, ClException failure) {
        planned.add(new Planned(method, calls(method) + nth, failure));
        return this;
    }

    /** From the n-th call from now on the device answers nothing any more; only releasing its objects works. */
    public FaultyDriver lostAt(int nth) {
        lostFrom = answered + nth;
        return this;
    }

    /** What was planned is off, whether it came or not; a lost device is back. */
    public FaultyDriver healed() {
        failed = false;
        planned.clear();
        failures.clear();
        lostFrom = Integer.MAX_VALUE;
        return this;
    }

    /** Whether anything has failed as planned since the driver was healed last. */
    public boolean failed() {
        return failed;
    }

    /** How many calls of all methods that a lost device refuses there were so far. */
    public int answered() {
        return answered;
    }

    /** How often a method was called so far. */
    public int calls(String method) {
        return calls.getOrDefault(method, 0);
    }

    private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        failIfDue(method.getName(), calls.merge(method.getName(), 1, Integer::sum));
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private void failIfDue(String method, int call) {
        if (!ALWAYS_ANSWERED.contains(method) && ++answered >= lostFrom) {
            fail(new ClException(method, ClStatus.INVALID_COMMAND_QUEUE, "lost, planned by the test"));
        }
        Deque<Integer> next = failures.get(method);
        if (next != null && !next.isEmpty()) {
            fail(new ClException(method, next.poll(), "planned by the test"));
        }
        for (Planned due : planned) {
            if (due.method().equals(method) && due.call() == call) {
                fail(due.failure());
            }
        }
    }

    private void fail(ClException failure) {
        failed = true;
        throw failure;
    }
}

package dev.pullback.opencl.driver;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** A real driver that compiles other programs than it is given, so that tests have kernels with faults. */
public final class RewritingDriver {

    private static final int SOURCE = 2;

    private RewritingDriver() {}

    public static ClDriver of(String binding, UnaryOperator<String> rewrite) {
        ClDriver real = ClDrivers.open(binding);
        return (ClDriver) Proxy.newProxyInstance(
                RewritingDriver.class.getClassLoader(), new Class<?>[] {ClDriver.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("buildProgram")) {
                        arguments[SOURCE] = rewrite.apply((String) arguments[SOURCE]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}

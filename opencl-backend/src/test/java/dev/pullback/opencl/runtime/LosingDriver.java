package dev.pullback.opencl.runtime;

import dev.pullback.opencl.driver.ClBuildException;
import dev.pullback.opencl.driver.ClDriver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A real driver whose compiler loses its temporary file some times, as PoCL's does when Java handles a signal. */
final class LosingDriver {

    private static final int BUILD_PROGRAM_FAILURE = -11;

    private final ClDriver real;
    private final int losses;
    private int builds;

    LosingDriver(ClDriver real, int losses) {
        this.real = real;
        this.losses = losses;
    }

    ClDriver driver() {
        return (ClDriver) Proxy.newProxyInstance(
                LosingDriver.class.getClassLoader(), new Class<?>[] {ClDriver.class}, this::invoke);
    }

    /** How often a program was to be compiled. */
    int builds() {
        return builds;
    }

    private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("buildProgram") && builds++ < losses) {
            throw new ClBuildException(
                    BUILD_PROGRAM_FAILURE,
                    "",
                    "",
                    "error: <invalid loc>: unable to rename temporary 'a.cl.tmp' to output file 'a.cl': 'No such file or directory'");
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}

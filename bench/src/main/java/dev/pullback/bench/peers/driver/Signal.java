package dev.pullback.bench.peers.driver;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Signals that stop a process and let it go on. The numbers are Linux's. */
enum Signal {
    CONTINUE(18),
    STOP(19);

    private static final MethodHandle KILL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** Nothing happens if the process has ended. */
    void send(long process) {
        try {
            int ignored = (int) KILL.invokeExact((int) process, number);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

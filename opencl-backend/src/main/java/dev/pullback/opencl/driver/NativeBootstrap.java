package dev.pullback.opencl.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What must be true of the process before its first OpenCL call.
 *
 * <p>PoCL takes the signal for integer division by zero away from the JVM and skips the faulting instruction, so that
 * Java's {@code 7 / 0} silently returns a number. It leaves the signal alone if {@code POCL_SIGFPE_HANDLER} is 0 in the
 * environment when it starts. The price: a division by zero inside a kernel then ends the process, so kernels must guard
 * their integer divisions.
 *
 * <p>The compiler in PoCL, LLVM, takes the signal for invalid addresses too, while it compiles a program and after. The JVM
 * uses that signal in passing, to bring a thread to a safepoint and for null checks that cost nothing; LLVM then removes the
 * files it is writing, so that the program is lost, and two such signals at once may end the process. From inside nothing can
 * be done about that before LLVM does it: start the JVM with the JDK's own library for signal chaining,
 * {@code LD_PRELOAD=$JAVA_HOME/lib/libjsig.so}, as {@code ./pullback} does.
 */
final class NativeBootstrap {

    private static final String SIGNAL_VARIABLE = "POCL_SIGFPE_HANDLER";

    private static boolean done;

    private NativeBootstrap() {}

    /** Sets the variable, once; a value from outside stays. */
    static synchronized void prepare(String binding) {
        if (!done) {
            try {
                keepDivisionByZero();
            } catch (IllegalCallerException e) {
                throw nativeAccessDenied(binding, e);
            }
            done = true;
        }
    }

    private static void keepDivisionByZero() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            return; // Windows: it has neither this call nor these signals
        }
        MethodHandle set = linker.downcallHandle(
                setenv.get(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        int status;
        try (Arena arena = Arena.ofConfined()) {
            int keepExisting = 0;
            status = (int) set.invokeExact(arena.allocateFrom(SIGNAL_VARIABLE), arena.allocateFrom("0"), keepExisting);
        } catch (Throwable e) {
            throw new IllegalStateException("setenv could not be called", e);
        }
        if (status != 0) {
            throw new IllegalStateException("setenv(" + SIGNAL_VARIABLE + ") failed with " + status);
        }
    }

    static ClBindingException nativeAccessDenied(String binding, IllegalCallerException cause) {
        return new ClBindingException(
                binding,
                "this JVM denies native access",
                "start it with --enable-native-access=ALL-UNNAMED, or on the module path with"
                        + " --enable-native-access=dev.pullback.opencl,org.lwjgl,org.lwjgl.opencl,jocl",
                cause);
    }
}

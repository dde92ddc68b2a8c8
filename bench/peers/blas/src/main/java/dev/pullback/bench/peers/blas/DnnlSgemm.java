package dev.pullback.bench.peers.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** {@code dnnl_sgemm} of oneDNN, which is row-major. */
final class DnnlSgemm implements Sgemm {

    private static final byte NO_TRANSPOSE = 'N';
    private static final byte TRANSPOSE = 'T';

    private final MethodHandle function;

    DnnlSgemm(SymbolLookup library) {
        function = NativeLibraries.function(
                library,
                "dnnl_sgemm",
                FunctionDescriptor.of(
                        JAVA_INT,
                        JAVA_BYTE,
                        JAVA_BYTE,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_LONG,
                        JAVA_FLOAT,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        JAVA_LONG,
                        JAVA_FLOAT,
                        ADDRESS,
                        JAVA_LONG));
    }

    @Override
    public void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c) {
        int status;
        try {
            status = (int) function.invokeExact(
                    transposeA ? TRANSPOSE : NO_TRANSPOSE,
                    transposeB ? TRANSPOSE : NO_TRANSPOSE,
                    (long) m,
                    (long) n,
                    (long) k,
                    1f,
                    a,
                    (long) (transposeA ? m : k),
                    b,
                    (long) (transposeB ? k : n),
                    0f,
                    c,
                    (long) n);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (status != 0) {
            throw new IllegalStateException("dnnl_sgemm returned status " + status);
        }
    }
}

package dev.pullback.bench.peers.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** A library that multiplies matrices. */
enum Library {
    OPENBLAS("libopenblas.so.0") {
        @Override
        String version(SymbolLookup library) throws Throwable {
            return text(library, "openblas_get_config");
        }
    },
    ONEDNN("libdnnl.so.3") {
        /** {@code dnnl_version_t} begins with major, minor and patch. */
        @Override
        String version(SymbolLookup library) throws Throwable {
            MemorySegment version =
                    ((MemorySegment) getter(library, "dnnl_version").invokeExact()).reinterpret(12);
            return "oneDNN %d.%d.%d"
                    .formatted(
                            version.getAtIndex(JAVA_INT, 0),
                            version.getAtIndex(JAVA_INT, 1),
                            version.getAtIndex(JAVA_INT, 2));
        }
    },
    MKL("libmkl_rt.so.3") {
        @Override
        String version(SymbolLookup library) throws Throwable {
            MethodHandle write = Linker.nativeLinker()
                    .downcallHandle(
                            library.findOrThrow("mkl_get_version_string"),
                            FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment text = arena.allocate(256);
                write.invokeExact(text, (int) text.byteSize());
                // Filled with spaces to its end, with no zero behind them.
                byte[] bytes = text.toArray(JAVA_BYTE);
                return new String(bytes, StandardCharsets.US_ASCII)
                        .replace((char) 0, ' ')
                        .strip();
            }
        }
    };

    private final String file;

    Library(String file) {
        this.file = file;
    }

    SymbolLookup open() {
        return NativeLibraries.open(file);
    }

    Sgemm sgemm(SymbolLookup library) {
        return this == ONEDNN ? new DnnlSgemm(library) : new CblasSgemm(library);
    }

    abstract String version(SymbolLookup library) throws Throwable;

    static String text(SymbolLookup library, String function) throws Throwable {
        return ((MemorySegment) getter(library, function).invokeExact())
                .reinterpret(256)
                .getString(0);
    }

    private static MethodHandle getter(SymbolLookup library, String name) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(ADDRESS));
    }
}

package dev.pullback.bench.peers.blas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shared libraries below the folder that system property {@code natives} names. */
final class NativeLibraries {

    private static final Path FOLDER = Path.of(System.getProperty("natives"));

    private NativeLibraries() {}

    /** Opens one, whatever folder it is in. What it needs itself is found through {@code LD_LIBRARY_PATH}. */
    static SymbolLookup open(String fileName) {
        return SymbolLookup.libraryLookup(find(fileName), Arena.global());
    }

    /** A function that neither blocks nor calls back: entered without telling the garbage collector, which has no work here. */
    static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type, Linker.Option.critical(false));
    }

    private static Path find(String fileName) {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().equals(fileName))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No " + fileName + " below " + FOLDER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.pullback.opencl.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;

/**
 * The OpenCL library of this machine, usually the loader that finds the vendors' drivers.
 *
 * <p>Looked for here before a binding does, since LWJGL prints a page to the error stream when it finds none.
 */
final class OpenClLibrary {

    /** LWJGL's own property: a name or a path of the library, for machines where it lies elsewhere. */
    static final String PROPERTY = "org.lwjgl.opencl.libname";

    static final String INSTALL_HINT =
            "install a driver of the device's vendor, or for the CPU `apt install pocl-opencl-icd ocl-icd-libopencl1`";

    private OpenClLibrary() {}

    /** The name that the system's linker knows it by. */
    static String name() {
        String chosen = System.getProperty(PROPERTY);
        if (chosen != null && !chosen.isBlank()) {
            return chosen;
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("windows")) {
            return "OpenCL";
        }
        if (system.contains("mac")) {
            return "/System/Library/Frameworks/OpenCL.framework/Versions/Current/OpenCL";
        }
        return "libOpenCL.so.1";
    }

    /**
     * Loads the library for the rest of the process.
     *
     * @throws ClBindingException if there is none
     */
    static void load(String binding) {
        try {
            SymbolLookup library = SymbolLookup.libraryLookup(name(), Arena.global());
            if (library.find("clGetPlatformIDs").isEmpty()) {
                throw new ClBindingException(binding, name() + " is no OpenCL library", INSTALL_HINT, null);
            }
        } catch (IllegalArgumentException e) {
            throw new ClBindingException(binding, "no OpenCL library (" + name() + ") was found", INSTALL_HINT, e);
        } catch (IllegalCallerException e) {
            throw NativeBootstrap.nativeAccessDenied(binding, e);
        }
    }
}

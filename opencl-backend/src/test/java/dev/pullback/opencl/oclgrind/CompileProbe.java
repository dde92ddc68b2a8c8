package dev.pullback.opencl.oclgrind;

import dev.pullback.opencl.driver.ClBuildException;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.HandleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles every file of the folder named first on the first device there is, and prints {@code refused FILE} with the
 * compiler's log for each that fails, then {@code compiled COUNT on PLATFORM}.
 */
final class CompileProbe {

    private CompileProbe() {}

    public static void main(String[] arguments) throws IOException {
        ClDriver driver = ClDrivers.open(ClDrivers.LWJGL);
        long platform = driver.platforms()[0];
        long device = driver.devices(platform)[0];
        long context = driver.createContext(platform, device);
        int compiled = 0;
        for (Path file : files(Path.of(arguments[0]))) {
            try {
                long program = driver.buildProgram(context, device, Files.readString(file), "-cl-std=CL1.2");
                driver.release(HandleKind.PROGRAM, program);
                compiled++;
            } catch (ClBuildException refused) {
                System.out.println("refused " + file.getFileName() + "\n" + refused.log());
            }
        }
        System.out.println("compiled " + compiled);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".cl"))
                    .sorted()
                    .toList();
        }
    }
}

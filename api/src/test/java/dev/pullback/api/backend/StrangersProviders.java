package dev.pullback.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;

/**
 * Providers outside every module, compiled when the test runs: on a class path they are what a stranger's jar holds, and in
 * a module of their own the tests could not put them there.
 */
record StrangersProviders(URLClassLoader loader) implements AutoCloseable {

    private static final String BACKEND = """
            import dev.pullback.api.backend.*;
            import dev.pullback.api.graph.Graph;
            import dev.pullback.api.type.*;
            import java.util.Set;
            class Idle extends Backend {
                private final String id;
                private final Device device;
                Idle(String id, Device device) { this.id = id; this.device = device; }
                public String id() { return id; }
                public Device device() { return device; }
                public Capabilities capabilities() { return new Capabilities(Set.of(DType.FLOAT32), true, true, false, 1); }
                public Executable compile(Graph graph) { throw new UnsupportedOperationException(); }
                public Buffer allocate(TensorType type) { throw new UnsupportedOperationException(); }
                public void synchronize() {}
                public MemoryUse memory() { return MemoryUse.NONE; }
                public Profile profile() { return Profile.empty(); }
                public void resetProfile() {}
                public void close() { closeEager(); }
            }
            """;

    private static final String PROVIDER = """
            import dev.pullback.api.backend.*;
            import java.util.List;
            public class %1$s implements BackendProvider {
                %4$s
                public String id() { return "%2$s"; }
                public int priority() { return %3$d; }
                public Availability probe() { %5$s }
                public Backend open(String name, BackendOptions options) {
                    return new Idle(id(), new Device("0", name.isEmpty() ? "first" : name, Device.Kind.CPU, -1, ""));
                }
            }
            """;

    private static final String AVAILABLE =
            "return new Availability.Available(List.of(new Device(\"0\", \"first\", Device.Kind.CPU, -1, \"\")));";

    static StrangersProviders in(Path folder) throws Exception {
        source(folder, "Idle", BACKEND);
        provider(folder, "Slow", 1, "", AVAILABLE);
        provider(folder, "Fast", 2, "", AVAILABLE);
        provider(folder, "Absent", 9, "", "return new Availability.Absent(\"no driver\", \"install one\");");
        provider(folder, "Careless", 9, "", "throw new IllegalStateException(\"probing went wrong\");");
        String unlinked = "static { if (true) throw new UnsatisfiedLinkError(\"no such library\"); }";
        provider(folder, "Unlinked", 9, unlinked, AVAILABLE);
        compile(folder);
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(
                services.resolve(BackendProvider.class.getName()),
                List.of("Unlinked", "NoSuchClass", "Careless", "Slow", "Absent", "Fast"));
        var urls = new URL[] {folder.toUri().toURL()};
        return new StrangersProviders(new URLClassLoader(urls, BackendProvider.class.getClassLoader()));
    }

    private static void provider(Path folder, String name, int priority, String start, String probe) throws Exception {
        String id = name.toLowerCase(Locale.ROOT);
        source(folder, name, PROVIDER.formatted(name, id, priority, start, probe));
    }

    private static void source(Path folder, String name, String text) throws Exception {
        Files.writeString(folder.resolve(name + ".java"), text);
    }

    private static void compile(Path folder) throws Exception {
        Path api = Path.of(BackendProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp", api.toString(), "-d", folder.toString()));
        try (var sources = Files.list(folder)) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int status = javac.run(System.out, System.err, arguments.toArray(String[]::new));
        assertEquals(0, status, "javac");
    }

    @Override
    public void close() throws Exception {
        loader.close();
    }
}

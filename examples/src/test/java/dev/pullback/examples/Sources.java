package dev.pullback.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Source files of this repository, read as text. */
record Sources(Map<Path, String> texts) {

    private static final Path ROOT = Path.of("..");

    /** The Java and OpenCL C files under folders such as {@code "examples/src"}. */
    static Sources under(String... folders) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (String folder : folders) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (file.toString().matches(".*\\.(java|cl)")) {
                        texts.put(file, Files.readString(file));
                    }
                }
            }
        }
        return new Sources(texts);
    }

    /** What every module but those named publishes. */
    static Sources ofAllModulesBut(Set<String> left) throws IOException {
        try (var modules = Files.list(ROOT)) {
            return under(modules.map(module -> module.getFileName().toString())
                    .filter(module -> !left.contains(module))
                    .map(module -> module + "/src/main")
                    .filter(folder -> Files.isDirectory(ROOT.resolve(folder)))
                    .sorted()
                    .toArray(String[]::new));
        }
    }

    /** Whether a file contains these lines, at whatever depth of its classes. */
    boolean contain(String block) {
        return IntStream.of(0, 4, 8, 12)
                .mapToObj(depth -> block.indent(depth).replaceAll("(?m)^ +$", ""))
                .anyMatch(lines -> texts.values().stream().anyMatch(text -> text.contains(lines)));
    }

    /** Module and name of the files whose text is wanted, as pages name them: {@code `api` `Tanh`}. */
    Set<String> naming(Predicate<String> wanted) {
        return texts.entrySet().stream()
                .filter(file -> wanted.test(file.getValue()))
                .map(file -> "`%s` `%s`".formatted(file.getKey().getName(1), name(file.getKey())))
                .collect(Collectors.toSet());
    }

    /** The names of the classes, one per file. */
    Set<String> classNames() {
        return texts.keySet().stream().map(Sources::name).collect(Collectors.toSet());
    }

    /** The lines that are neither blank nor package, import or comment. */
    List<String> code() {
        return texts.values().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.matches("|(package|import) .*|(//|/\\*|\\*).*"))
                .toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}

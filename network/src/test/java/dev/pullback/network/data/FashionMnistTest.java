package dev.pullback.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in the place of apt-get and dpkg-deb, which write down how they were called. */
class FashionMnistTest {

    @TempDir
    Path folder;

    private Path installed;
    private Path cache;
    private Path calls;

    @BeforeEach
    void nothingIsThereYet() {
        installed = folder.resolve("usr/share/datasets/fashion-mnist");
        cache = folder.resolve("home/.cache/pullback/datasets");
        calls = folder.resolve("calls");
    }

    @Test
    void theInstalledDataIsUsedFirst() throws IOException {
        writeData(installed, 3);
        writeData(cache.resolve("fashion-mnist"), 7);
        DataSplit split = fashion("exit 1", "exit 1").read();
        assertArrayEquals(new int[] {3, 3}, split.train().labels());
        assertEquals("T-shirt/top", split.train().labelNames().getFirst());
        assertEquals(10, split.test().classes());
        assertFalse(Files.exists(calls));
    }

    @Test
    void theCacheIsUsedNextAndNothingIsFetched() throws IOException {
        writeData(cache.resolve("fashion-mnist"), 7);
        assertArrayEquals(
                new int[] {7, 7}, fashion("exit 1", "exit 1").read().train().labels());
        assertFalse(Files.exists(calls));
    }

    @Test
    void otherwiseThePackageIsFetchedIntoTheCacheOnceAndNothingElseIsLeft() throws IOException {
        FashionMnist fashion = fashion("touch dataset-fashion-mnist_1_all.deb", unpacking());
        assertArrayEquals(new int[] {5, 5}, fashion.read().train().labels());
        assertEquals(
                List.of("-q download dataset-fashion-mnist"),
                Files.readAllLines(calls).stream()
                        .filter(call -> call.startsWith("-q"))
                        .toList());
        assertEquals(List.of("fashion-mnist"), names(cache));
        assertTrue(names(cache.resolve("fashion-mnist")).contains("copyright"));

        Files.delete(calls);
        fashion.read();
        assertFalse(Files.exists(calls), "fetched a second time");
    }

    @Test
    void whereTheSystemsPackageListsDoNotHaveItOurOwnAreFetched() throws IOException {
        FashionMnist fashion = fashion("""
                case "$*" in
                  "-q download "*) echo "E: Unable to locate package" >&2; exit 100 ;;
                  *" update") touch lists-are-there ;;
                  *" download "*) test -f lists-are-there && touch dataset-fashion-mnist_1_all.deb ;;
                esac""", unpacking());
        assertArrayEquals(new int[] {5, 5}, fashion.read().train().labels());
        List<String> apt = Files.readAllLines(calls).stream()
                .filter(call -> call.startsWith("-q"))
                .toList();
        assertEquals(3, apt.size());
        for (String call : apt.subList(1, 3)) {
            assertTrue(call.matches(".*-o Dir::State=" + cache + "/\\.fetch-\\d+/apt-state .*"), call);
            assertTrue(call.matches(".*-o Dir::Cache=" + cache + "/\\.fetch-\\d+/apt-cache .*"), call);
        }
    }

    @Test
    void whereItCannotBeFetchedTheErrorSaysWhyAndWhatToInstall() throws IOException {
        FashionMnist fashion = fashion("echo 'E: no network here' >&2; exit 100", "exit 1");
        String message = assertThrows(InputOutputException.class, fashion::read).getMessage();
        assertTrue(message.contains("failed with exit code 100; it printed: \n  E: no network here"), message);
        assertTrue(message.contains("apt-get install dataset-fashion-mnist"), message);
        assertTrue(message.contains(installed.toString()), message);
        assertTrue(message.contains(cache.resolve("fashion-mnist").toString()), message);
        assertEquals(List.of(), names(cache));
    }

    @Test
    void aSystemWithoutAptIsToldSo() {
        var fashion = new FashionMnist(
                installed, cache, new AptPackage("dataset-fashion-mnist", folder + "/no-apt-get", "dpkg-deb"));
        String message = assertThrows(InputOutputException.class, fashion::read).getMessage();
        assertTrue(message.contains("/no-apt-get") && message.contains("could not be run"), message);
    }

    @Test
    void aPackageOfAnotherContentLeavesNothingInTheCache() throws IOException {
        FashionMnist fashion = fashion("touch dataset-fashion-mnist_1_all.deb", "mkdir -p \"$3\"");
        assertThrows(InputOutputException.class, fashion::read);
        assertEquals(List.of(), names(cache));
    }

    @Test
    void aCommandThatTakesTooLongIsEnded() throws IOException {
        Path script = script("slow", "echo started; sleep 60");
        long start = System.nanoTime();
        String message = assertThrows(
                        InputOutputException.class,
                        () -> ExternalCommand.run(folder, java.time.Duration.ofMillis(300), List.of(script.toString())))
                .getMessage();
        assertTrue(message.contains("did not end within"), message);
        assertTrue(System.nanoTime() - start < 20e9);
    }

    @Test
    void theCacheFollowsTheXdgRule() {
        assertEquals(Path.of("/home/me/.cache/pullback/datasets"), CacheFolder.of(null, "/home/me"));
        assertEquals(Path.of("/home/me/.cache/pullback/datasets"), CacheFolder.of("", "/home/me"));
        assertEquals(Path.of("/home/me/.cache/pullback/datasets"), CacheFolder.of("relative", "/home/me"));
        assertEquals(Path.of("/var/cache/me/pullback/datasets"), CacheFolder.of("/var/cache/me", "/home/me"));
    }

    private FashionMnist fashion(String aptGet, String dpkgDeb) throws IOException {
        return new FashionMnist(
                installed,
                cache,
                new AptPackage(
                        "dataset-fashion-mnist",
                        script("apt-get", aptGet).toString(),
                        script("dpkg-deb", dpkgDeb).toString()));
    }

    /** What `dpkg-deb -x FILE FOLDER` does for the real package. */
    private String unpacking() throws IOException {
        Path content = folder.resolve("content");
        writeData(content, 5);
        return """
                mkdir -p "$3/usr/share/datasets" "$3/usr/share/doc/dataset-fashion-mnist"
                cp -r %s "$3/usr/share/datasets/fashion-mnist"
                echo MIT > "$3/usr/share/doc/dataset-fashion-mnist/copyright\"""".formatted(content);
    }

    private Path script(String name, String body) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, "#!/bin/sh\necho \"$*\" >> %s\n%s\n".formatted(calls, body));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static void writeData(Path target, int label) throws IOException {
        Files.createDirectories(target);
        Files.write(target.resolve("train-images-idx3-ubyte.gz"), IdxContent.gzip(IdxContent.images(2, 28, 28)));
        Files.write(target.resolve("train-labels-idx1-ubyte.gz"), IdxContent.gzip(IdxContent.labels(label, label)));
        Files.write(target.resolve("t10k-images-idx3-ubyte.gz"), IdxContent.gzip(IdxContent.images(1, 28, 28)));
        Files.write(target.resolve("t10k-labels-idx1-ubyte.gz"), IdxContent.gzip(IdxContent.labels(label)));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

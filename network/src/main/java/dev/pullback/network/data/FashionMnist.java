package dev.pullback.network.data;

import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fashion-MNIST: 60,000 + 10,000 images of 28 × 28 pixels, ten kinds of clothing in equal numbers (Zalando, MIT
 * licence).
 *
 * <p>Taken from Debian's package {@code dataset-fashion-mnist}: from where it is installed, else from the user's cache
 * folder ({@code $XDG_CACHE_HOME}, or {@code ~/.cache}), else fetched into it through apt, once and without root (31 MB).
 */
public final class FashionMnist {

    /** What {@link Datasets#open} calls this set. */
    public static final String NAME = "fashion-mnist";

    private static final System.Logger LOG = System.getLogger(FashionMnist.class.getName());

    private static final String PACKAGE = "dataset-fashion-mnist";
    private static final Path ROOT = Path.of("/");
    private static final Path DATA = Path.of("usr", "share", "datasets", NAME);
    private static final Path LICENCE = Path.of("usr", "share", "doc", PACKAGE, "copyright");

    private static final List<String> LABEL_NAMES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private final Path installed;
    private final Path cache;
    private final AptPackage debianPackage;

    FashionMnist(Path installed, Path cache, AptPackage debianPackage) {
        this.installed = installed;
        this.cache = cache;
        this.debianPackage = debianPackage;
    }

    /**
     * 60,000 samples to train on and 10,000 to test on, 784 features in [0, 1] each, row by row from black to white.
     *
     * @throws InputOutputException where the data is not on this machine and cannot be fetched, with what to install
     */
    public static DataSplit open() {
        return new FashionMnist(ROOT.resolve(DATA), CacheFolder.ofThisUser(), new AptPackage(PACKAGE)).read();
    }

    DataSplit read() {
        return IdxFolder.open(locate(), NAME, LABEL_NAMES);
    }

    private Path locate() {
        Path cached = cache.resolve(NAME);
        if (Files.isDirectory(installed)) {
            return installed;
        }
        if (!Files.isDirectory(cached)) {
            LOG.log(Level.INFO, "Fetching Fashion-MNIST (Debian package {0}, 31 MB) into {1}", PACKAGE, cached);
            fetch(cached);
        }
        return cached;
    }

    private void fetch(Path cached) {
        Path work = null;
        try {
            Files.createDirectories(cache);
            work = Files.createTempDirectory(cache, ".fetch-");
            Path root = debianPackage.unpack(work);
            Path data = root.resolve(DATA);
            Files.copy(root.resolve(LICENCE), data.resolve("copyright"));
            moveInPlace(data, cached);
        } catch (InputOutputException e) {
            throw unavailable(e.getMessage(), e);
        } catch (IOException e) {
            throw unavailable(e.toString(), e);
        } finally {
            delete(work);
        }
    }

    /** In one step, so that another process sees either nothing or everything. It may have been faster; then its copy stays. */
    private static void moveInPlace(Path data, Path cached) throws IOException {
        try {
            Files.move(data, cached, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(cached)) {
                throw e;
            }
        }
    }

    private InputOutputException unavailable(String reason, Exception cause) {
        return new InputOutputException(
                """
                Fashion-MNIST is neither in %s nor in %s, and it could not be fetched: %s
                Either install it (as root: apt-get install %s), or put its four IDX files into %s, or name a folder that has them.""".formatted(installed, cache.resolve(NAME), reason, PACKAGE, cache.resolve(NAME)), cause);
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // The data is there or an error is under way; neither is changed by some left-over files.
            LOG.log(Level.WARNING, "Cannot delete the temporary folder " + folder, e);
        }
    }
}

package dev.pullback.network.data;

import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches a Debian package and unpacks it into a folder, which needs no root. apt checks the signature of what it
 * fetches, as for an installation.
 */
final class AptPackage {

    private static final Duration UPDATE_LIMIT = Duration.ofMinutes(3);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(10);
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(2);

    private final String name;
    private final String aptGet;
    private final String dpkgDeb;

    AptPackage(String name) {
        this(name, "apt-get", "dpkg-deb");
    }

    AptPackage(String name, String aptGet, String dpkgDeb) {
        this.name = name;
        this.aptGet = aptGet;
        this.dpkgDeb = dpkgDeb;
    }

    /**
     * Unpacks the package.
     *
     * @param work an empty folder for all that is needed on the way
     * @return the folder in {@code work} that stands for the root of the file system
     * @throws InputOutputException where a step fails, with what the programs said
     */
    Path unpack(Path work) {
        download(work);
        Path root = work.resolve("root");
        ExternalCommand.run(
                work, UNPACK_LIMIT, List.of(dpkgDeb, "-x", downloaded(work).toString(), root.toString()));
        return root;
    }

    /**
     * First by the package lists of the system. They may be missing, as in most containers, or so old that the server no
     * longer has the file; then with lists of our own, which an ordinary user may fetch.
     */
    private void download(Path work) {
        try {
            ExternalCommand.run(work, DOWNLOAD_LIMIT, List.of(aptGet, "-q", "download", name));
        } catch (InputOutputException bySystemLists) {
            try {
                List<String> own = optionsForOwnLists(work);
                ExternalCommand.run(work, UPDATE_LIMIT, command(own, "update"));
                ExternalCommand.run(work, DOWNLOAD_LIMIT, command(own, "download", name));
            } catch (InputOutputException byOwnLists) {
                byOwnLists.addSuppressed(bySystemLists);
                throw byOwnLists;
            }
        }
    }

    private List<String> command(List<String> options, String... arguments) {
        var command = new ArrayList<>(List.of(aptGet, "-q"));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The folders by their own names too, as a system's configuration may name them apart from the one above them. */
    private static List<String> optionsForOwnLists(Path work) {
        Path state = work.resolve("apt-state");
        Path lists = state.resolve("lists");
        Path cache = work.resolve("apt-cache");
        Path archives = cache.resolve("archives");
        try {
            Files.createDirectories(lists.resolve("partial"));
            Files.createDirectories(archives.resolve("partial"));
        } catch (IOException e) {
            throw new InputOutputException("Cannot make folders in %s: %s".formatted(work, e.getMessage()), e);
        }
        return Stream.of(
                        "Dir::State=" + state,
                        "Dir::State::lists=" + lists,
                        "Dir::Cache=" + cache,
                        "Dir::Cache::archives=" + archives,
                        "Acquire::Languages=none")
                .flatMap(option -> Stream.of("-o", option))
                .toList();
    }

    private Path downloaded(Path work) {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new InputOutputException(
                            "`%s download %s` left no .deb file in %s".formatted(aptGet, name, work)));
        } catch (IOException e) {
            throw new InputOutputException("Cannot list folder %s: %s".formatted(work, e.getMessage()), e);
        }
    }
}

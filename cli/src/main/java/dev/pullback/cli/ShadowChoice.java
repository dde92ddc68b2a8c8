package dev.pullback.cli;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.shadow.Shadow;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option by which every op is compared with the reference while a network trains. */
final class ShadowChoice {

    @Option(
            names = "--shadow",
            paramLabel = "FOLDER",
            arity = "0..1",
            fallbackValue = "divergences",
            description =
                    "Run the reference beside the backend and stop at the first op that is not the same within its"
                            + " limit; a file in the folder (default: divergences) replays it with 'pullback check --bundle'."
                            + " Slow: take few epochs and a small network.")
    private Path folder;

    /** The backend, watched if that is wanted. */
    OpenBackend watch(OpenBackend opened) {
        if (folder == null) {
            return opened;
        }
        Backend reference = Backends.open(Candidate.ORACLE);
        return new OpenBackend(
                new Shadow(opened.backend(), reference, folder),
                opened.binding(),
                opened.why() + "; the reference runs beside it");
    }
}

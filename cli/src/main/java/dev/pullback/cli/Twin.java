package dev.pullback.cli;

import dev.pullback.conformance.kit.Candidate.Opener;
import java.util.Optional;

/**
 * A second way to a device, if there is one.
 *
 * @param name how it would be asked for, or why there is none
 */
record Twin(Optional<Opener> opener, String name) {

    static Twin none(String reason) {
        return new Twin(Optional.empty(), reason);
    }
}

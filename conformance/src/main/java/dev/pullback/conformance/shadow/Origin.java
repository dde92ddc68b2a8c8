package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Device;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where and when a divergence was seen.
 *
 * @param pullback the version of this library
 * @param date in ISO 8601, UTC
 * @param backend the id of the backend that diverged
 * @param device what it ran on, with its driver
 * @param reference the id of the backend that it was compared with
 */
public record Origin(String pullback, String date, String backend, Device device, String reference) {

    static Origin of(Backend backend, Backend reference) {
        String version = Optional.ofNullable(Origin.class.getPackage().getImplementationVersion())
                .orElse("development build");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Origin(version, now, backend.id(), backend.device(), reference.id());
    }
}

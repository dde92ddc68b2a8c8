package dev.pullback.cli;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.shadow.Bundle;
import dev.pullback.conformance.shadow.Origin;
import dev.pullback.conformance.shadow.Replay;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs again what {@code train --shadow} found to be wrong, from the file that it left. */
record BundleReplay(OutputOptions output) {

    /**
     * Runs and reports.
     *
     * @return the exit code: failure if the backend still is not the reference
     */
    int run(CheckTarget target, Bundle bundle) {
        Origin origin = bundle.origin();
        output.line(
                "bundle    seen %s by %s on %s (%s)",
                origin.date(),
                origin.backend(),
                origin.device().name(),
                origin.device().details());
        Replay replay;
        try (Backend reference = Backends.open(Candidate.ORACLE)) {
            replay = bundle.replay(target.candidate().backend(), reference);
        }
        output.line("%n%s: %s", replay.passes() ? "PASSED" : "FAILED", replay.describe());
        output.object(content(target, origin, replay));
        return replay.passes() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static Map<String, Object> content(CheckTarget target, Origin origin, Replay replay) {
        Map<String, Object> content = new LinkedHashMap<>(target.content());
        content.put("verdict", replay.passes() ? "passed" : "failed");
        content.put("seen", origin.date());
        content.put("seen_by", origin.backend());
        content.put("seen_on", origin.device().name());
        content.put("recorded", replay.recorded().describe());
        content.put("op", replay.recorded().op());
        content.put("same", replay.isSame());
        content.put("worst", replay.error());
        content.put("message", replay.describe());
        return content;
    }
}

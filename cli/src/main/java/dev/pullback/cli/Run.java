package dev.pullback.cli;

import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Profile;
import dev.pullback.network.train.TrainingResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A training that ran on one backend.
 *
 * @param label the backend as one would ask for it
 * @param backend its id
 * @param device what it ran on
 * @param binding the backend's Java binding, where it has several
 * @param why what made it the one
 * @param result what came out
 * @param profile what ran on the device, if that was counted
 * @param seconds all of it: bringing the data there, compiling, training, measuring the accuracy
 */
record Run(
        String label,
        String backend,
        Device device,
        Optional<String> binding,
        String why,
        TrainingResult result,
        Profile profile,
        double seconds) {

    double trainingSeconds() {
        return result.trainingTime().toNanos() * 1e-9;
    }

    /** For programs. */
    Map<String, Object> content(boolean profiled) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("backend", backend);
        content.put("device", device.name());
        content.put("device_id", device.id());
        content.put("device_details", device.details());
        binding.ifPresent(name -> content.put("binding", name));
        content.put("chosen", why);
        content.put("accuracy", result.accuracy());
        content.put("samples_per_second", result.samplesPerSecond());
        content.put("seconds", seconds);
        content.put("training_seconds", trainingSeconds());
        content.put("compile_seconds", result.compileTime().toNanos() * 1e-9);
        content.put("first_losses", result.stepLosses());
        content.put("losses", result.epochLosses());
        content.put("accuracies", result.epochAccuracies());
        if (profiled) {
            content.put("profile", ProfileReport.content(profile));
        }
        return content;
    }
}

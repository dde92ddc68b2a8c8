package dev.pullback.cli;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.backend.Device;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.kit.Candidate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The backend that is checked; the kit opens it as often and in as many ways as it needs.
 *
 * @param label how it would be asked for
 * @param binding its Java binding, where it has several
 * @param why what made it the one
 * @param twin the other way to the device, or why there is none
 */
record CheckTarget(
        Candidate candidate,
        String label,
        Device device,
        Capabilities capabilities,
        Optional<String> binding,
        String why,
        String twin)
        implements AutoCloseable {

    static CheckTarget of(Optional<BackendName> asked, BindingChoice bindings, TwinChoice twins) {
        try (OpenBackend first = bindings.open(asked, BackendOptions.defaults())) {
            String chosen = asked.map(BackendName::device).orElse("");
            Twin twin = twins.of(first, chosen, bindings);
            var alone = new Candidate(options -> bindings.open(asked, options).backend());
            return new CheckTarget(
                    twin.opener().map(alone::withTwin).orElse(alone),
                    chosen.isEmpty() ? first.label() : first.label() + ":" + chosen,
                    first.device(),
                    first.backend().capabilities(),
                    first.binding(),
                    first.why(),
                    twin.name());
        }
    }

    /** The command line that runs one trial again. */
    String replay(String id) {
        String backend = label.contains(" ") ? "'" + label + "'" : label;
        return "./pullback check --backend %s --case %s".formatted(backend, id);
    }

    boolean computesInEveryDType() {
        return capabilities.dtypes().size() == DType.values().length;
    }

    /** For programs. */
    Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("backend", label);
        binding.ifPresent(name -> content.put("binding", name));
        content.put("chosen", why);
        content.put("device", device.name());
        content.put("device_id", device.id());
        content.put("device_kind", device.kind().name());
        content.put("device_details", device.details());
        content.put("memory_bytes", device.memoryBytes());
        content.put("capabilities", capabilitiesContent());
        content.put("twin", twin);
        return content;
    }

    private Map<String, Object> capabilitiesContent() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(
                "dtypes",
                capabilities.dtypes().stream().sorted().map(DType::label).toList());
        content.put("denormals", capabilities.denormals());
        content.put("deterministic", capabilities.deterministic());
        content.put("guards", capabilities.guards());
        content.put("max_buffer_bytes", capabilities.maxBufferBytes());
        return content;
    }

    @Override
    public void close() {
        candidate.close();
    }

    /** For example {@code opencl+lwjgl on NVIDIA H100 (NVIDIA CUDA, driver 570.1)}. */
    @Override
    public String toString() {
        return "%s on %s (%s)".formatted(label, device.name(), device.details());
    }
}

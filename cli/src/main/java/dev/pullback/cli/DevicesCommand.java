package dev.pullback.cli;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Backends.Verdict;
import dev.pullback.api.backend.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Every provider and device, with verdict and reason. */
@Command(
        name = "devices",
        description = "List every backend and device of this machine, with verdict and reason.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DevicesCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<Verdict> verdicts = Backends.list();
        verdicts.forEach(this::print);
        verdicts.stream()
                .filter(verdict -> verdict.availability() instanceof Availability.Available)
                .findFirst()
                .ifPresent(best -> output.line("%nWithout --backend, '%s' is used.", best.id()));
        output.object(Map.of(
                "backends", verdicts.stream().map(DevicesCommand::content).toList()));
        return 0;
    }

    private void print(Verdict verdict) {
        switch (verdict.availability()) {
            case Availability.Available(List<Device> devices, List<String> others) -> {
                output.line("%s: available (priority %d)", verdict.id(), verdict.priority());
                for (Device device : devices) {
                    output.line(
                            "  %s:%s  %s  [%s%s]  %s",
                            verdict.id(), device.id(), device.name(), device.kind(), memory(device), device.details());
                }
                others.forEach(other -> output.line("  not used: %s", other));
            }
            case Availability.Absent(String reason, String hint) ->
                output.line("%s: absent: %s. %s", verdict.id(), reason, hint);
            case Availability.Broken(String reason, Throwable cause) -> {
                output.line("%s: broken: %s", verdict.id(), reason);
                if (output.debug()) {
                    cause.printStackTrace(output.err());
                }
            }
        }
    }

    private static String memory(Device device) {
        return device.memoryBytes() < 0 ? "" : ", %.1f GiB".formatted(device.memoryBytes() / 0x1p30);
    }

    private static Map<String, Object> content(Verdict verdict) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("backend", verdict.id());
        content.put("priority", verdict.priority());
        switch (verdict.availability()) {
            case Availability.Available(List<Device> devices, List<String> others) -> {
                content.put("verdict", "available");
                content.put(
                        "devices", devices.stream().map(DevicesCommand::content).toList());
                content.put("not_used", others);
            }
            case Availability.Absent(String reason, String hint) -> {
                content.put("verdict", "absent");
                content.put("reason", reason);
                content.put("hint", hint);
            }
            case Availability.Broken(String reason, Throwable _) -> {
                content.put("verdict", "broken");
                content.put("reason", reason);
            }
        }
        return content;
    }

    private static Map<String, Object> content(Device device) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("id", device.id());
        content.put("name", device.name());
        content.put("kind", device.kind().name());
        content.put("memory_bytes", device.memoryBytes());
        content.put("details", device.details());
        return content;
    }
}

package dev.pullback.bench.peers.report;

import dev.pullback.bench.peers.driver.Measurements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** Everything measured, round by round. */
public final class Json {

    private Json() {}

    public static String of(Measurements measurements, Map<String, String> circumstances) {
        List<Map<String, Object>> cells = new ArrayList<>();
        measurements.all().forEach((cell, figures) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("workload", cell.workload().toString());
            entry.put("threads", cell.threads());
            entry.put("peer", cell.peer());
            entry.put(
                    "nanoseconds",
                    figures.stream().map(Measurements.Figure::nanoseconds).toList());
            cells.add(entry);
        });
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("circumstances", circumstances);
        all.put("versions", measurements.versions());
        all.put("failures", measurements.failures());
        all.put("measurements", cells);
        return JSON.builder().enable(JSON.Feature.PRETTY_PRINT_OUTPUT).build().asString(all) + "\n";
    }
}

package dev.pullback.cpu.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Device;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference under another name, beside a twin of itself, passes everything: the kit asks for nothing but the SPI. */
class DuplicateTest {

    @Test
    void a_duplicate_of_the_reference_passes_the_whole_kit() {
        Report report;
        try (Candidate candidate = new Candidate(DuplicateTest::open).withTwin(DuplicateTest::open)) {
            report = Kit.complete().run(candidate, List.of(), _ -> {});
        }

        assertEquals(List.of(), report.with(Verdict.FAILED).toList());
        assertEquals(report.outcomes().size(), report.executed(), "trials that were run");
        assertTrue(report.executed() >= Kit.FLOOR);
        assertTrue(report.passed());
    }

    private static Backend open(BackendOptions options) {
        return new ReferenceBackend(new Device("0", "duplicate", Device.Kind.CPU, -1, ""), options) {
            @Override
            public String id() {
                return "duplicate";
            }
        };
    }
}

package dev.pullback.opencl.oclgrind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.opencl.oclgrind.OclgrindLog.Entry;
import dev.pullback.opencl.oclgrind.OclgrindLog.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads what Oclgrind 21.10 wrote about the kernels of faults.cl. */
class OclgrindLogTest {

    private static String sample(String name) throws IOException {
        try (InputStream stream = OclgrindLogTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void every_kind_of_complaint_is_told_apart() throws IOException {
        assertEquals(
                List.of(
                        Kind.DATA_RACE,
                        Kind.UNINITIALISED,
                        Kind.INVALID_READ,
                        Kind.INVALID_WRITE,
                        Kind.BARRIER_DIVERGENCE),
                OclgrindLog.of(sample("faults.log"), "").entries().stream()
                        .map(Entry::kind)
                        .toList());
    }

    @Test
    void kernel_line_and_code_are_found() throws IOException {
        OclgrindLog log = OclgrindLog.of(sample("faults.log"), "");
        assertEquals(
                new Entry(
                        Kind.INVALID_WRITE,
                        "Invalid write of size 4 at global memory address 0x2000000000020",
                        "invalid_write",
                        34,
                        "out[i + 1] = in[i];"),
                log.entries().get(3));
        assertEquals(List.of(Kind.BARRIER_DIVERGENCE), log.kindsIn("barrier_divergence"));
        assertEquals(List.of(), log.kindsIn("right"));
    }

    @Test
    void a_branch_on_what_was_never_written_counts_as_a_read_of_it() {
        OclgrindLog log = OclgrindLog.of("\nControlflow depends on uninitialized value\n\tKernel: k\n", "");
        assertEquals(List.of(Kind.UNINITIALISED), log.kindsIn("k"));
    }

    @Test
    void wrong_calls_are_picked_out_of_what_the_program_prints() throws IOException {
        List<Entry> entries = OclgrindLog.of("", sample("api-error.txt")).entries();
        assertEquals(1, entries.size());
        assertEquals(Kind.API_ERROR, entries.getFirst().kind());
        assertEquals("clEnqueueNDRangeKernel", entries.getFirst().where());
    }

    @Test
    void what_nobody_has_seen_before_is_a_complaint_all_the_same() {
        List<Entry> entries = OclgrindLog.of(
                        "\nSomething new at address 7\n\tKernel: k\n", "OCLGRIND FATAL ERROR (x.cpp:1)")
                .entries();
        assertEquals(
                List.of(Kind.OTHER, Kind.OTHER),
                entries.stream().map(Entry::kind).toList());
        assertEquals("k", entries.getFirst().where());
    }

    @Test
    void an_empty_log_is_no_complaint_and_a_full_one_names_kernel_line_and_message() throws IOException {
        assertEquals(Optional.empty(), OclgrindLog.of("\n", "done\n").complaint());
        String complaint = OclgrindLog.of(sample("faults.log"), "").complaint().orElseThrow();
        assertTrue(
                complaint.contains("1 x INVALID_READ in invalid_read, line 29: out[i] = in[i + 1];"), () -> complaint);
        assertTrue(complaint.contains("Invalid read of size 4"), () -> complaint);
    }
}

package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Device;
import dev.pullback.api.error.BackendUnavailableException;
import dev.pullback.api.error.ConfigurationException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

    private final CpuProvider provider = new CpuProvider();

    @Test
    void this_machine_is_a_device() {
        var available = assertInstanceOf(Availability.Available.class, provider.probe());
        Device device = available.devices().getFirst();
        assertEquals(Device.Kind.CPU, device.kind());
        assertFalse(device.name().isBlank());
        assertTrue(
                device.details().matches(".*\\d+ processors?, \\d+-bit vectors, \\d+ threads?, .*"), device.details());
    }

    @Test
    void it_is_found_as_a_service_and_preferred_to_the_reference() {
        var ids = Backends.list().stream().map(Backends.Verdict::id).toList();
        assertTrue(ids.indexOf("cpu") >= 0 && ids.indexOf("cpu") < ids.indexOf("reference"), ids.toString());
    }

    @Test
    void without_the_vector_module_it_is_absent_and_says_which_flag_to_add() throws Exception {
        String output = JavaProcess.run(Verdicts.class);
        assertTrue(output.contains("cpu: Absent"), output);
        assertTrue(output.contains("--add-modules jdk.incubator.vector"), output);
        assertTrue(output.contains("open: BackendUnavailableException"), output);
        assertTrue(output.contains("reference: Available"), output);
    }

    @Test
    void with_the_flag_it_is_available_on_the_class_path_too() throws Exception {
        String output = JavaProcess.run(Verdicts.class, "--add-modules", "jdk.incubator.vector");
        assertTrue(output.contains("cpu: Available"), output);
        assertTrue(output.contains("open: cpu"), output);
    }

    /** Prints every provider's verdict, and what comes of opening this one. */
    static final class Verdicts {
        public static void main(String[] arguments) {
            for (Backends.Verdict verdict : Backends.list()) {
                String kind = verdict.availability().getClass().getSimpleName();
                System.out.println(verdict.id() + ": " + kind + " " + verdict.availability());
            }
            try (Backend cpu = Backends.open("cpu")) {
                System.out.println("open: " + cpu.id());
            } catch (BackendUnavailableException expected) {
                System.out.println("open: BackendUnavailableException " + expected.getMessage());
            }
        }
    }

    @Test
    void a_device_is_chosen_by_id_or_part_of_its_name() {
        try (Backend byId = provider.open("0", BackendOptions.defaults())) {
            String name = byId.device().name();
            String part = name.substring(name.length() / 2).strip().toUpperCase(Locale.ROOT);
            provider.open(part, BackendOptions.defaults()).close();
        }
    }

    @Test
    void another_device_is_refused_with_the_one_there_is() {
        var failure = assertThrows(
                BackendUnavailableException.class, () -> provider.open("no such processor", BackendOptions.defaults()));
        assertTrue(failure.getMessage().contains("'no such processor'"), failure.getMessage());
        assertTrue(failure.getMessage().contains(Machine.processor()), failure.getMessage());
    }

    @Test
    void the_number_of_threads_is_an_option() {
        try (Backend cpu = provider.open("", BackendOptions.defaults().with("threads", "3"))) {
            assertTrue(
                    cpu.device().details().contains("3 threads"), cpu.device().details());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "", "1e9"})
    void a_number_of_threads_that_cannot_be_is_refused(String threads) {
        var options = BackendOptions.defaults().with("threads", threads);
        var failure = assertThrows(ConfigurationException.class, () -> provider.open("", options));
        assertTrue(failure.getMessage().contains("'" + threads + "'"), failure.getMessage());
    }
}

package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class BackendNameTest {

    @Test
    void idAlone() {
        assertEquals(new BackendName("cpu", "cpu", Optional.empty(), ""), BackendName.parse("cpu"));
    }

    @Test
    void deviceMayHaveColonsAndPluses() {
        BackendName name = BackendName.parse("opencl:0:a+b");

        assertEquals(Optional.empty(), name.binding());
        assertEquals("0:a+b", name.device());
        assertEquals("opencl:0:a+b", name.withoutBinding());
    }

    @Test
    void bindingStandsBeforeTheDevice() {
        BackendName name = BackendName.parse("opencl+jocl:nvidia");

        assertEquals("opencl", name.id());
        assertEquals(Optional.of("jocl"), name.binding());
        assertEquals("opencl:nvidia", name.withoutBinding());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":0", "cpu:", "+jocl", "opencl+", "opencl+:0"})
    void halfANameIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> BackendName.parse(text));
    }
}

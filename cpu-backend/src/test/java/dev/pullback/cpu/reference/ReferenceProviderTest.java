package dev.pullback.cpu.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.error.BackendUnavailableException;
import org.junit.jupiter.api.Test;

class ReferenceProviderTest {

    @Test
    void is_found_by_its_name() {
        try (Backend backend = Backends.open("reference")) {
            assertEquals("reference", backend.id());
            assertInstanceOf(ReferenceBackend.class, backend);
        }
    }

    @Test
    void is_always_available_and_never_preferred() {
        var provider = new ReferenceProvider();
        assertInstanceOf(Availability.Available.class, provider.probe());
        assertEquals(0, provider.priority());
        assertTrue(Backends.list().stream()
                .noneMatch(
                        verdict -> verdict.priority() < 0 && verdict.availability() instanceof Availability.Available));
    }

    @Test
    void has_one_device() {
        try (Backend backend = Backends.open("reference:0")) {
            assertEquals("0", backend.device().id());
        }
        String message = assertThrows(BackendUnavailableException.class, () -> Backends.open("reference:gpu"))
                .getMessage();
        assertTrue(message.contains("gpu") && message.contains("Java"), message);
    }
}

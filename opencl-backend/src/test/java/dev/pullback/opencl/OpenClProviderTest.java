package dev.pullback.opencl;

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
import dev.pullback.api.error.PullbackException;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.JavaProcess;
import dev.pullback.opencl.driver.LiveObjects;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenClProviderTest {

    private final OpenClProvider provider = new OpenClProvider();

    private <T extends PullbackException> String refused(Class<T> kind, String device, BackendOptions options) {
        LiveObjects before = LiveObjects.of(ClDrivers.open(ClDrivers.LWJGL));
        T refusal = assertThrows(kind, () -> provider.open(device, options));
        before.assertSame(ClDrivers.open(ClDrivers.LWJGL));
        return refusal.getMessage();
    }

    @Test
    void itIsFoundAsAService() {
        assertEquals("opencl", provider.id());
        assertTrue(Backends.list().stream().anyMatch(found -> found.id().equals("opencl")));
    }

    @Test
    void theDevicesOfThisMachineAreAvailable() {
        Availability.Available found = assertInstanceOf(Availability.Available.class, provider.probe());
        assertFalse(found.devices().isEmpty());
        boolean gpu = found.devices().getFirst().kind() != Device.Kind.CPU;
        assertEquals(gpu ? 100 : 20, provider.priority(), "a processor is better served by a backend made for it");
        for (Device device : found.devices()) {
            try (Backend backend = provider.open(device.id(), BackendOptions.defaults())) {
                assertEquals(device, backend.device(), "a device is opened by its id");
                assertEquals("opencl", backend.id());
            }
        }
    }

    @Test
    void anUnknownBindingIsToldTheKnownOnes() {
        String message = refused(
                ConfigurationException.class, "", BackendOptions.defaults().with("binding", "vulkan"));
        assertEquals("Option 'binding' of backend opencl is 'vulkan'; it can be lwjgl or jocl", message);
    }

    @Test
    void anUnknownFamilyIsToldTheKnownOnes() {
        String message = refused(
                ConfigurationException.class, "", BackendOptions.defaults().with("family", "tpu"));
        assertEquals("Option 'family' of backend opencl is 'tpu'; it can be cpu or gpu", message);
    }

    @Test
    void anUnknownDeviceIsToldTheKnownOnes() {
        String message = refused(BackendUnavailableException.class, "no such card", BackendOptions.defaults());
        Device there = ((Availability.Available) provider.probe()).devices().getFirst();
        assertTrue(message.contains("no such card") && message.contains(there.name()), message);
        assertTrue(message.contains("pullback devices"), message);
    }

    @Test
    void probingNeverThrowsWhateverTheProperties() throws Exception {
        JavaProcess.Result result =
                new JavaProcess().option("-Dpullback.opencl.binding=vulkan").run(ProviderProbe.class);
        assertTrue(result.output().contains("probe: Broken"), result.output());
        assertTrue(result.output().contains("open: ConfigurationException"), result.output());
    }

    @Test
    void aMachineWithoutPlatformsIsToldWhatToInstall(@TempDir Path empty) throws Exception {
        JavaProcess.Result result =
                new JavaProcess().environment("OCL_ICD_VENDORS", empty + "/").run(ProviderProbe.class);
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(
                result.output().contains("probe: Absent[reason=this machine has no OpenCL platform"), result.output());
        assertTrue(result.output().contains("open: BackendUnavailableException"), result.output());
        assertTrue(result.output().contains("pocl-opencl-icd"), result.output());
        assertTrue(result.output().contains("priority: 20"), result.output());
    }

    @Test
    void aMachineWithoutTheLibraryIsToldWhatToInstall() throws Exception {
        JavaProcess.Result result = new JavaProcess()
                .option("-Dorg.lwjgl.opencl.libname=libNoSuchOpenCL.so.1")
                .run(ProviderProbe.class);
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().contains("probe: Absent[reason="), result.output());
        assertTrue(result.output().contains("libNoSuchOpenCL.so.1"), result.output());
        assertTrue(result.output().contains("open: BackendUnavailableException"), result.output());
    }
}

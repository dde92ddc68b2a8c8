package dev.pullback.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceSelectorTest {

    private static final long GIB = 1L << 30;

    private static final ClPlatform POCL =
            new ClPlatform(0, 10, "Portable Computing Language", "The pocl project", "OpenCL 3.0 PoCL 3.1");
    private static final ClPlatform NVIDIA =
            new ClPlatform(1, 11, "NVIDIA CUDA", "NVIDIA Corporation", "OpenCL 3.0 CUDA 12.4");
    private static final ClPlatform OCLGRIND =
            new ClPlatform(2, 12, "Oclgrind", "Oclgrind", "OpenCL 1.2 (Oclgrind 21.10)");
    private static final ClPlatform RUSTICL = new ClPlatform(3, 13, "rusticl", "Mesa/X.org", "OpenCL 3.0");
    private static final ClPlatform INTEL =
            new ClPlatform(4, 14, "Intel(R) OpenCL Graphics", "Intel(R) Corporation", "OpenCL 3.0");

    private static final DeviceVerdict ON_REQUEST = DeviceVerdict.onRequest("a reason");

    /** A machine with nearly everything. */
    private static final DeviceCatalog FULL = catalog(
            device(0, POCL, 0, DeviceType.CPU, "pthread-skylake-avx512", "AuthenticAMD", true, 6, DeviceVerdict.USABLE),
            device(1, POCL, 1, DeviceType.GPU, "NVIDIA A100-SXM4-40GB", "NVIDIA", false, 40, ON_REQUEST),
            device(2, NVIDIA, 0, DeviceType.GPU, "NVIDIA T4", "NVIDIA Corporation", false, 16, DeviceVerdict.USABLE),
            device(
                    3,
                    NVIDIA,
                    1,
                    DeviceType.GPU,
                    "NVIDIA A100-SXM4-40GB",
                    "NVIDIA Corporation",
                    false,
                    40,
                    DeviceVerdict.USABLE),
            device(4, OCLGRIND, 0, DeviceType.GPU, "Oclgrind Simulator", "Oclgrind", false, 1, ON_REQUEST),
            device(5, RUSTICL, 0, DeviceType.CPU, "llvmpipe (LLVM 15.0.6)", "Mesa", true, 64, DeviceVerdict.USABLE),
            device(
                    6,
                    RUSTICL,
                    1,
                    DeviceType.GPU,
                    "Mesa Intel Arc A770",
                    "Intel",
                    false,
                    64,
                    DeviceVerdict.unusable("it is broken")),
            device(7, INTEL, 0, DeviceType.GPU, "Intel(R) UHD Graphics", "Intel", true, 128, DeviceVerdict.USABLE));

    private static DeviceCatalog catalog(ClDevice... devices) {
        List<ClPlatform> platforms =
                List.of(devices).stream().map(ClDevice::platform).distinct().toList();
        return new DeviceCatalog(platforms, List.of(devices), List.of());
    }

    private static ClDevice device(
            int number,
            ClPlatform platform,
            int index,
            DeviceType type,
            String name,
            String vendor,
            boolean unified,
            long gibibytes,
            DeviceVerdict verdict) {
        DeviceLimits limits = new DeviceLimits(2, 1000, 1024, 32_768, true, gibibytes * GIB, 0, GIB, 128, 1);
        return new ClDevice(
                number,
                platform,
                index,
                100 + number,
                type,
                name,
                name,
                "",
                vendor,
                "OpenCL 3.0",
                "1",
                limits,
                unified,
                new FloatingPoint(true, true, true),
                Set.of(),
                verdict);
    }

    private static int chosen(DeviceCatalog catalog, String words) {
        DeviceChoice choice = DeviceSelector.select(catalog, words);
        return assertInstanceOf(DeviceChoice.Chosen.class, choice, choice::toString)
                .device()
                .number();
    }

    private static DeviceChoice.None none(DeviceCatalog catalog, String words) {
        DeviceChoice choice = DeviceSelector.select(catalog, words);
        return assertInstanceOf(DeviceChoice.None.class, choice, choice::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "auto, 3",
        "gpu, 3",
        "GPU, 3",
        "cpu, 0",
        "0, 0",
        "2, 2",
        "4, 4",
        "0:0, 0",
        "0:1, 1",
        "1:0, 2",
        "2:0, 4",
        "nvidia, 3",
        "NVIDIA, 3",
        "nvidia:0, 2",
        "nvidia:1, 3",
        "t4, 2",
        "a100, 3",
        "pocl, 0",
        "pocl:gpu, 1",
        "pocl:nvidia, 1",
        "portable computing, 0",
        "oclgrind, 4",
        "intel, 7",
        "uhd, 7",
        "rusticl, 5",
        "llvmpipe, 5",
        "1:cpu, -1",
        "accelerator, -1",
        "8, -1",
        "6, -1",
        "arc, -1",
        "simulator, -1",
        "radeon, -1",
        "5:0, -1",
        ":, 3"
    })
    void wordsMeanADevice(String words, int number) {
        if (number < 0) {
            none(FULL, words);
        } else {
            assertEquals(number, chosen(FULL, words));
        }
    }

    @Test
    void nothingSaidMeansTheBest() {
        assertEquals(3, chosen(FULL, null));
        assertEquals(3, chosen(FULL, ""));
        assertEquals(3, chosen(FULL, "  "));
    }

    @Test
    void aGpuWithItsOwnMemoryComesBeforeOneThatSharesTheHosts() {
        ClDevice shared = device(0, INTEL, 0, DeviceType.GPU, "UHD", "Intel", true, 64, DeviceVerdict.USABLE);
        ClDevice own = device(1, NVIDIA, 0, DeviceType.GPU, "T4", "NVIDIA", false, 16, DeviceVerdict.USABLE);
        assertEquals(1, chosen(catalog(shared, own), null));
    }

    @Test
    void theVendorsDriverComesBeforeMesas() {
        ClDevice mesa = device(0, RUSTICL, 0, DeviceType.GPU, "Arc", "Intel", false, 16, DeviceVerdict.USABLE);
        ClDevice vendor = device(1, INTEL, 0, DeviceType.GPU, "Arc", "Intel", false, 16, DeviceVerdict.USABLE);
        assertEquals(1, chosen(catalog(mesa, vendor), null));
    }

    @Test
    void aSimulatorIsNeverTheDefault() {
        ClDevice simulator = device(0, OCLGRIND, 0, DeviceType.GPU, "Simulator", "Oclgrind", false, 1, ON_REQUEST);
        DeviceChoice.None answer = none(catalog(simulator), null);
        assertTrue(answer.reason().contains("a reason"), answer.reason());
        assertTrue(answer.hint().contains("name it"), answer.hint());
        assertEquals(0, chosen(catalog(simulator), "oclgrind"));
    }

    @Test
    void anUnusableDeviceIsRefusedWithItsReason() {
        DeviceChoice.None answer = none(FULL, "6");
        assertTrue(answer.reason().contains("it is broken"), answer.reason());
    }

    @Test
    void unknownWordsAreAnsweredWithWhatThereIs() {
        DeviceChoice.None answer = none(FULL, "radeon");
        assertTrue(answer.reason().contains("\"radeon\""), answer.reason());
        assertTrue(answer.reason().contains("NVIDIA T4"), answer.reason());
        assertTrue(answer.hint().contains("pullback devices"), answer.hint());
    }

    @Test
    void aMachineWithoutPlatformsIsToldWhatToInstall() {
        DeviceChoice.None answer = none(new DeviceCatalog(List.of(), List.of(), List.of()), "gpu");
        assertTrue(answer.reason().contains("no OpenCL platform"), answer.reason());
        assertTrue(answer.hint().contains("apt install pocl-opencl-icd"), answer.hint());
    }
}

package dev.pullback.opencl;

import dev.pullback.opencl.driver.ClDrivers;

class GpuFamilyContractTest extends OpenClContract {
    GpuFamilyContractTest() {
        super(ClDrivers.LWJGL, "gpu");
    }
}

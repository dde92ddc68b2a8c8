package dev.pullback.opencl;

import dev.pullback.opencl.driver.ClDrivers;

class CpuFamilyContractTest extends OpenClContract {
    CpuFamilyContractTest() {
        super(ClDrivers.LWJGL, "cpu");
    }
}

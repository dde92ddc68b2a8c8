package dev.pullback.opencl.driver;

/** Opens the binding named first and prints how many platforms it sees, or why it cannot be opened. */
final class BindingProbe {

    private BindingProbe() {}

    public static void main(String[] arguments) {
        for (int attempt = 1; attempt <= 2; attempt++) {
            try {
                System.out.println("platforms: " + ClDrivers.open(arguments[0]).platforms().length);
            } catch (ClBindingException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}

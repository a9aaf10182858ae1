import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the test classes named and prints what became of each test, by name. */
public final class Launch {
  private Launch() {}

  /** Runs; the arguments are class names. */
  public static void main(String[] classes) {
    for (String name : classes) {
      List<String> lines = new ArrayList<>();
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(DiscoverySelectors.selectClass(name))
              .build();
      LauncherFactory.create().execute(request, listener(lines));
      lines.sort(null);
      System.out.println("==== " + name + ": " + lines.size() + " tests\n");
      lines.forEach(System.out::println);
    }
  }

  private static TestExecutionListener listener(List<String> lines) {
    return new TestExecutionListener() {
      @Override
      public void executionSkipped(TestIdentifier test, String reason) {
        lines.add(test.getDisplayName() + " SKIPPED: " + reason);
      }

      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
          String thrown = result.getThrowable().map(t -> "\n\n" + t.getMessage()).orElse("");
          lines.add(test.getDisplayName() + " " + result.getStatus() + thrown);
        }
      }
    };
  }
}

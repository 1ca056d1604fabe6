import { Button } from "@mantine/core";
import { navigate } from "./router.ts";
import { PageHeader } from "./shell/page-header.tsx";

export function MissingPage() {
  return (
    <>
      <PageHeader title="Nothing here" />
      <div style={{ padding: 32 }}>
        <p>There is no page at this address.</p>
        <Button mt="md" onClick={() => navigate("/")}>
          Start a conversation
        </Button>
      </div>
    </>
  );
}

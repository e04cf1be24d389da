import { teamApi } from "../../../lib/api/client.ts";

const backup = teamApi.backup;

/** Names the backup and sends them a code by SMS. */
export const setBackup = (team: string, json: { name: string; phone: string }) =>
  backup.$put({ param: { team }, json });

export const removeBackup = (team: string) => backup.$delete({ param: { team } });

/** Sends another code. */
export const sendBackupCode = (team: string) => backup.code.$post({ param: { team } });

export const verifyBackup = (team: string, code: string) => backup.verify.$post({ param: { team }, json: { code } });

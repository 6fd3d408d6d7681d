/** Says what a role may do, by the policies it has now. */
export interface RolePermissions {
  allows(roleArn: string, action: string, resource: string): Promise<boolean>;
}
